"""What people take away: check, compare, the published data, the story of the briefing."""
