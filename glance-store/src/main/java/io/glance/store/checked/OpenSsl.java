package io.glance.store.checked;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * What is used of OpenSSL 3's {@code libcrypto.so.3}. Declared as in {@code openssl/evp.h}. No call
 * waits for anything; long ones, of many bytes, come from platform threads.
 */
final class OpenSsl {
  /** Bytes, of any digest that the library knows. */
  static final int LONGEST_DIGEST = 64;

  private static final String FILE = "libcrypto.so.3";

  /** Digests may still be computed while the process ends, so that nothing is cleaned up then. */
  private static final long NO_CLEANING_AT_EXIT = 0x80000;

  private final MethodHandle typeNamed;
  private final MethodHandle newContext;
  private final MethodHandle freeContext;
  private final MethodHandle begin;
  private final MethodHandle update;
  private final MethodHandle end;

  private OpenSsl(SymbolLookup symbols) {
    initialize(function(symbols, "OPENSSL_init_crypto", "ija"));
    typeNamed = function(symbols, "EVP_get_digestbyname", "aa");
    newContext = function(symbols, "EVP_MD_CTX_new", "a");
    freeContext = function(symbols, "EVP_MD_CTX_free", "va");
    begin = function(symbols, "EVP_DigestInit_ex", "iaaa");
    // The bytes are a heap array's, which the collector leaves where it is meanwhile.
    update = function(symbols, "EVP_DigestUpdate", "iaaj", Linker.Option.critical(true));
    end = function(symbols, "EVP_DigestFinal_ex", "iaaa");
  }

  /**
   * Loads the library until the process ends.
   *
   * @throws IllegalArgumentException if this machine does not have it, or not for this processor
   * @throws java.util.NoSuchElementException if it lacks a function
   */
  @SuppressWarnings("restricted") // what this class is for
  static OpenSsl load() {
    return new OpenSsl(SymbolLookup.libraryLookup(FILE, Arena.global()));
  }

  /** The type of digest of this name; null pointer if there is none. Valid for ever. */
  MemorySegment type(String name) {
    try (Arena arena = Arena.ofConfined()) {
      return (MemorySegment) typeNamed.invokeExact(arena.allocateFrom(name));
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** Freed by {@link #free}. */
  MemorySegment newContext() {
    MemorySegment context;
    try {
      context = (MemorySegment) newContext.invokeExact();
    } catch (Throwable e) {
      throw failed(e);
    }
    if (context.equals(MemorySegment.NULL)) {
      throw new OutOfMemoryError("no memory for a digest");
    }
    return context;
  }

  void free(MemorySegment context) {
    try {
      freeContext.invokeExact(context);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  void begin(MemorySegment context, MemorySegment type) {
    try {
      requireDone((int) begin.invokeExact(context, type, MemorySegment.NULL));
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /**
   * @param bytes may be of the heap
   */
  void update(MemorySegment context, MemorySegment bytes) {
    try {
      requireDone((int) update.invokeExact(context, bytes, bytes.byteSize()));
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /**
   * @param digest of {@link #LONGEST_DIGEST} bytes
   */
  void end(MemorySegment context, MemorySegment digest) {
    try {
      requireDone((int) end.invokeExact(context, digest, MemorySegment.NULL));
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  private static void initialize(MethodHandle function) {
    try {
      requireDone((int) function.invokeExact(NO_CLEANING_AT_EXIT, MemorySegment.NULL));
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  private static void requireDone(int answer) {
    if (answer != 1) {
      throw new IllegalStateException("OpenSSL could not compute a digest");
    }
  }

  private static RuntimeException failed(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException failure
        ? failure
        : new IllegalStateException("a call of OpenSSL", thrown);
  }

  /**
   * @param signature its result and arguments in C, a letter each: {@code v} nothing, {@code i} 32
   *     bits, {@code j} 64 bits, {@code a} an address
   */
  @SuppressWarnings("restricted") // what this class is for
  private static MethodHandle function(
      SymbolLookup symbols, String name, String signature, Linker.Option... options) {
    ValueLayout[] arguments =
        signature.substring(1).chars().mapToObj(OpenSsl::layout).toArray(ValueLayout[]::new);
    FunctionDescriptor descriptor =
        signature.startsWith("v")
            ? FunctionDescriptor.ofVoid(arguments)
            : FunctionDescriptor.of(layout(signature.charAt(0)), arguments);
    return Linker.nativeLinker()
        .downcallHandle(symbols.find(name).orElseThrow(), descriptor, options);
  }

  private static ValueLayout layout(int letter) {
    return switch (letter) {
      case 'i' -> ValueLayout.JAVA_INT;
      case 'j' -> ValueLayout.JAVA_LONG;
      case 'a' -> ValueLayout.ADDRESS;
      default -> throw new IllegalArgumentException("no type " + (char) letter);
    };
  }
}
