package org.epnas.study.wiring;

import org.epnas.training.backend.Backend;
import org.epnas.training.backend.Device;

/** A device and the backend that drives it. */
public record SelectedDevice(Backend backend, Device device) {}
