"""What spares work and bytes: a slow line and a shared machine are where most learners sit."""
