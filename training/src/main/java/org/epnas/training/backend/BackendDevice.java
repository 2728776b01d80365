package org.epnas.training.backend;

/** A device and the backend that drives it. */
public record BackendDevice(Backend backend, Device device) {}
