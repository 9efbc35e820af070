"""Pictures that are not of the storybook world, for whatever must cope with a picture of somebody's."""
