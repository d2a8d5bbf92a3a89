package io.millwright.app.cli;

import io.millwright.app.Services;
import io.millwright.app.cli.CommandLineProgram.ServicesSource;

/** For lines that are only read: nothing of the program may be opened for them. */
final class NothingOpened implements ServicesSource {
    @Override
    public GlobalOptions inForce(GlobalOptions typed) {
        return typed;
    }

    @Override
    public Services open(GlobalOptions options) {
        throw new AssertionError("nothing is opened here");
    }

    @Override
    public void release(Services services) {
        throw new AssertionError("nothing is opened here");
    }
}
