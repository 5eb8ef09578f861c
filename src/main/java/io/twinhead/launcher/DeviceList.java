package io.twinhead.launcher;

import io.twinhead.launcher.Finding.Missing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What nvidia-smi tells.
 *
 * @param known whether there is an nvidia-smi, and it answered
 * @param devices in the order of their index
 * @param failure why there is no answer; null where there is one, or no nvidia-smi, which is normal
 */
record DeviceList(boolean known, List<NvidiaDevice> devices, @Nullable Missing failure) {
  DeviceList {
    devices = List.copyOf(devices);
  }

  static DeviceList of(List<NvidiaDevice> devices) {
    return new DeviceList(true, devices, null);
  }

  static DeviceList unknown() {
    return new DeviceList(false, List.of(), null);
  }

  static DeviceList failed(String reason, String remedy) {
    return new DeviceList(false, List.of(), new Missing(reason, remedy));
  }
}
