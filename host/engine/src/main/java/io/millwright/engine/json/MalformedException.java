package io.millwright.engine.json;

/** Text that isn't what it should be; the message says where. */
public final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(String message, Throwable cause) {
        super(message, cause);
    }
}
