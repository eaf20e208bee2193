package io.glance.api.importing;

import java.io.InputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * What an OVF says of the one disk that it describes.
 *
 * <p>Source: glance/async_/flows/ovf_process.py, OVAImageExtractor._parse_OVF.
 *
 * @param diskFile name of the disk's file in the package
 * @param properties for the image
 */
record OvfDescription(String diskFile, Map<String, String> properties) {
  private static final String PROCESSOR =
      "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ProcessorAllocationSettingData";
  private static final String PREFIX = "cim_pasd_";
  private static final int DEEPEST = 64;
  private static final int MOST_FILES = 1000;

  OvfDescription {
    properties = new LinkedHashMap<>(properties);
  }

  /**
   * Reads an OVF that anybody may have written: without entities, document types and other files.
   *
   * @param xml whose size is bounded; stays open
   * @param interesting names of the elements that become properties
   * @throws ImportFailure if it is broken or describes another number of disks than one
   */
  static OvfDescription read(InputStream xml, Set<String> interesting) throws ImportFailure {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setXMLResolver((publicId, systemId, base, namespace) -> {
      throw new XMLStreamException("a reference to something else");
    });
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(xml);
      try {
        return new Reading(reader, interesting).whole();
      } finally {
        reader.close();
      }
    } catch (XMLStreamException | RuntimeException e) {
      throw new ImportFailure("The OVF of the package cannot be read", e);
    }
  }

  /** For one document and one thread. */
  private static final class Reading {
    private final XMLStreamReader reader;
    private final Set<String> interesting;
    private final Map<String, String> files = new HashMap<>();
    private final Map<String, String> properties = new LinkedHashMap<>();
    private @Nullable String wanted;
    private int disks;
    private int depth;

    Reading(XMLStreamReader reader, Set<String> interesting) {
      this.reader = reader;
      this.interesting = interesting;
    }

    OvfDescription whole() throws XMLStreamException, ImportFailure {
      String within = "";
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamConstants.START_ELEMENT -> within = begin(within);
          case XMLStreamConstants.END_ELEMENT -> within = end(within);
          case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
              throw new ImportFailure("The OVF of the package has a document type or an entity");
          default -> {}
        }
      }
      if (disks > 1) {
        throw new ImportFailure(
            "Currently, OVA packages containing multiple disk are not supported.");
      }
      @Nullable String file = wanted == null ? null : files.get(wanted);
      if (file == null) {
        throw new ImportFailure("The OVF of the package names no file of a disk");
      }
      return new OvfDescription(file, properties);
    }

    /** Returns the section that its children are in. */
    private String begin(String within) throws XMLStreamException, ImportFailure {
      String name = reader.getLocalName();
      depth++;
      if (depth > DEEPEST || files.size() > MOST_FILES) {
        throw new ImportFailure("The OVF of the package is too large");
      }
      if (name.equals("DiskSection") || name.equals("References")) {
        return name;
      }
      if (name.equals("Disk") && within.equals("DiskSection")) {
        disks++;
        wanted = attribute("fileRef");
      }
      if (name.equals("File") && within.equals("References")) {
        keep(attribute("id"), attribute("href"));
      }
      if (PROCESSOR.equals(reader.getNamespaceURI()) && interesting.contains(name)) {
        properties.put(PREFIX + name, text());
      }
      return within;
    }

    private String end(String within) {
      depth--;
      return reader.getLocalName().equals(within) ? "" : within;
    }

    private void keep(@Nullable String id, @Nullable String href) {
      if (id != null && href != null) {
        files.put(id, href);
      }
    }

    private @Nullable String attribute(String name) {
      for (int i = 0; i < reader.getAttributeCount(); i++) {
        if (reader.getAttributeLocalName(i).equals(name)) {
          return reader.getAttributeValue(i);
        }
      }
      return null;
    }

    /** Of an element that has no others in it; leaves it. */
    private String text() throws XMLStreamException {
      String text = reader.getElementText().strip();
      depth--;
      return text;
    }
  }
}
