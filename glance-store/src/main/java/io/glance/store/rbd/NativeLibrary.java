package io.glance.store.rbd;

import io.glance.store.MisconfiguredStoreException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;

/** A shared library of the system, loaded until the process ends. */
final class NativeLibrary {
  private final SymbolLookup symbols;
  private final String file;

  private NativeLibrary(SymbolLookup symbols, String file) {
    this.symbols = symbols;
    this.file = file;
  }

  /**
   * @param file as the linker finds it: {@code librbd.so.1}
   * @param debianPackage that has it, for the operator
   * @throws MisconfiguredStoreException if this machine does not have it, or not for this processor
   */
  @SuppressWarnings("restricted") // what this class is for
  static NativeLibrary load(String file, String debianPackage) {
    try {
      return new NativeLibrary(SymbolLookup.libraryLookup(file, Arena.global()), file);
    } catch (IllegalArgumentException e) {
      throw new MisconfiguredStoreException(
          ("The rbd store needs %s, which this system does not have or cannot load:"
                  + " install the package %s (Debian, Ubuntu), or take rbd out of the stores")
              .formatted(file, debianPackage),
          e);
    }
  }

  /**
   * A function of the library.
   *
   * @param signature its result and arguments in C, a letter each: {@code v} nothing, {@code i} 32
   *     bits, {@code j} 64 bits, {@code a} an address
   * @throws MisconfiguredStoreException if the library is too old to have it
   */
  @SuppressWarnings("restricted") // what this class is for
  NativeFunction function(String name, String signature) {
    MemoryLayout[] arguments =
        signature.substring(1).chars().mapToObj(NativeLibrary::layout).toArray(MemoryLayout[]::new);
    FunctionDescriptor descriptor =
        signature.startsWith("v")
            ? FunctionDescriptor.ofVoid(arguments)
            : FunctionDescriptor.of(layout(signature.charAt(0)), arguments);
    MemorySegment address = symbols.find(name).orElseThrow(() -> tooOld(name));
    MethodHandle handle = Linker.nativeLinker().downcallHandle(address, descriptor);
    return new NativeFunction(
        name,
        handle
            .asType(handle.type().generic())
            .asSpreader(Object[].class, arguments.length)
            .asType(MethodType.methodType(Object.class, Object[].class)));
  }

  private MisconfiguredStoreException tooOld(String name) {
    return new MisconfiguredStoreException(
        "The rbd store needs %s of Ceph 16 or newer; what this system has lacks %s"
            .formatted(file, name));
  }

  private static MemoryLayout layout(int letter) {
    return switch (letter) {
      case 'i' -> ValueLayout.JAVA_INT;
      case 'j' -> ValueLayout.JAVA_LONG;
      case 'a' -> ValueLayout.ADDRESS;
      default -> throw new IllegalArgumentException("no type " + (char) letter);
    };
  }
}
