package io.glance.api.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConversionPropertiesTest {

  @Test
  void imagesAreConvertedToWhatTheOperatorNames() {
    var plugin = new ImageConversionProperties("qcow2");
    var task = new TaskConversionProperties("vmdk");
    var none = new TaskConversionProperties(null);

    assertThat(plugin.outputFormat()).isEqualTo("qcow2");
    assertThat(task.conversionFormat()).isEqualTo("vmdk");
    assertThat(none.conversionFormat()).isNull();
  }

  @Test
  void otherFormatsAreRefused() {
    assertThatThrownBy(() -> new ImageConversionProperties("vdi"))
        .hasMessage("output_format is vdi, must be of [qcow2, raw, vmdk]");
    assertThatThrownBy(() -> new TaskConversionProperties("luks"))
        .hasMessage("conversion_format is luks, must be of [qcow2, raw, vmdk]");
  }
}
