package io.glance.store.rbd;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A C function. Null pointers are {@link MemorySegment#NULL}.
 *
 * @param handle takes an array of the arguments, answers a boxed number or null
 */
record NativeFunction(String name, MethodHandle handle) {

  /** Calls a function that answers nothing. */
  void run(Object... arguments) {
    invoke(arguments);
  }

  /**
   * Calls a function whose answer is negative if it failed, as all of librados and librbd are.
   *
   * @return what it answered, 0 or more
   * @throws CephError with the negated answer
   */
  long call(Object... arguments) throws CephError {
    long answer = ((Number) Objects.requireNonNull(invoke(arguments))).longValue();
    if (answer < 0) {
      throw new CephError(name, (int) -answer);
    }
    return answer;
  }

  private @Nullable Object invoke(Object[] arguments) {
    try {
      return (Object) handle.invokeExact(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(name, e);
    }
  }
}
