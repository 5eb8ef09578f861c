package io.twinhead.launcher;

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

  /** The first that fits, or null if none does or none is told. */
  @Nullable NvidiaDevice chosen() {
    for (NvidiaDevice device : devices) {
      if (device.fits()) {
        return device;
      }
    }
    return null;
  }

  /**
   * Variables that leave only the chosen one to the worker: a training uses one, while ND4J would
   * deal its threads out over all.
   */
  Map<String, String> environment() {
    NvidiaDevice chosen = chosen();
    return chosen == null
        ? Map.of()
        : Map.of(VARIABLE, Integer.toString(chosen.gpu().index()), ORDER, "PCI_BUS_ID");
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
