"""What the `klinik` commands do, one file a group."""
