"""What functions make of many values, pinned by digests and bounds, so that a fault in any of them is noticed."""
