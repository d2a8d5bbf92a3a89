package io.millwright.app.plugins;

import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A call into a plugin.
 *
 * @param tool the tool's id, for messages
 * @param loader the plugin's class loader
 */
record PluginCall(String tool, ClassLoader loader) {
    /** Runs the plugin's code with its loader as context loader; what it throws becomes a problem of kind TOOL. */
    <T> T get(String attempted, Supplier<T> code) {
        Thread thread = Thread.currentThread();
        ClassLoader former = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return code.get();
        } catch (ProblemException e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            throw new ProblemException(
                    new Problem(
                            Problem.Kind.TOOL,
                            attempted,
                            "plugin " + tool,
                            Said.cause(e),
                            "Report it to the plugin's makers, or use another version of the plugin.",
                            Optional.empty()),
                    e);
        } finally {
            thread.setContextClassLoader(former);
        }
    }

    void run(String attempted, Runnable code) {
        get(attempted, () -> {
            code.run();
            return true;
        });
    }
}
