package io.twinhead.launcher;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code CUDA_VISIBLE_DEVICES} leaves of the devices: a list of indices, or beginnings of
 * UUIDs, which ends at the first that names none. Indices are nvidia-smi's, so CUDA is told to
 * count like it.
 *
 * @param setting null if the user has not set it
 * @param devices in the user's order
 * @param told false for a slice of a device (MIG), which nvidia-smi's table does not show
 */
record VisibleDevices(@Nullable String setting, List<NvidiaDevice> devices, boolean told) {
  static final String VARIABLE = "CUDA_VISIBLE_DEVICES";
  private static final String ORDER = "CUDA_DEVICE_ORDER";

  VisibleDevices {
    devices = List.copyOf(devices);
  }

  static VisibleDevices of(Host host) {
    String setting = host.environment().get(VARIABLE);
    DeviceList all = host.devices();
    if (setting == null) {
      return new VisibleDevices(null, all.devices(), all.known());
    }
    Set<NvidiaDevice> selected = new LinkedHashSet<>();
    for (String word : setting.split(",", -1)) {
      if (word.strip().startsWith("MIG-")) {
        return new VisibleDevices(setting, List.of(), false);
      }
      NvidiaDevice device = find(word.strip(), all.devices());
      if (device == null) {
        break;
      }
      selected.add(device);
    }
    return new VisibleDevices(setting, List.copyOf(selected), all.known());
  }

  /** Whether the setting leaves nothing, which needs no list of devices to tell. */
  boolean hidesAll() {
    return setting != null
        && (told ? devices.isEmpty() : setting.isBlank() || !isDevice(setting.strip()));
  }

  List<NvidiaDevice> fitting() {
    List<NvidiaDevice> fitting = new ArrayList<>();
    for (NvidiaDevice device : devices) {
      if (device.fits()) {
        fitting.add(device);
      }
    }
    return fitting;
  }

  /** Variables that leave only the fitting ones to the worker. */
  Map<String, String> environment() {
    List<String> indices = new ArrayList<>();
    for (NvidiaDevice device : fitting()) {
      indices.add(Integer.toString(device.gpu().index()));
    }
    return told ? Map.of(VARIABLE, String.join(",", indices), ORDER, "PCI_BUS_ID") : Map.of();
  }

  private static boolean isDevice(String setting) {
    return Character.isDigit(setting.charAt(0))
        || setting.startsWith("GPU-")
        || setting.startsWith("MIG-");
  }

  private static @Nullable NvidiaDevice find(String word, List<NvidiaDevice> devices) {
    for (NvidiaDevice device : devices) {
      boolean byUuid = word.startsWith("GPU-") && device.uuid().startsWith(word);
      if (byUuid || word.equals(Integer.toString(device.gpu().index()))) {
        return device;
      }
    }
    return null;
  }
}
