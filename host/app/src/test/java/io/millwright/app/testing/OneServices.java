package io.millwright.app.testing;

import io.millwright.app.Services;
import io.millwright.app.cli.CommandLineProgram.ServicesSource;
import io.millwright.app.cli.GlobalOptions;

/** The same services for all command lines of a test. */
public record OneServices(Services services) implements ServicesSource {
    @Override
    public GlobalOptions inForce(GlobalOptions typed) {
        return typed;
    }

    @Override
    public Services open(GlobalOptions options) {
        return services;
    }

    @Override
    public void release(Services used) {
        // The test's own.
    }
}
