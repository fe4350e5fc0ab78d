"""The journeys: one file, one public function, the same name. Here contexts meet."""
