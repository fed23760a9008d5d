"""placeholder until the authoring names land"""
