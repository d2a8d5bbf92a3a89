package io.millwright.sandbox.sim;

import io.millwright.sandbox.controller.Controllers;
import io.millwright.sandbox.controller.World;
import io.millwright.sandbox.store.ObjectStore;
import io.millwright.spi.ClusterView;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.Simulator;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One simulated cluster at work: a store, and the thread on which its controllers and the tools' simulators change it. Thread-safe. */
public final class ClusterRuntime implements AutoCloseable {
    /** The scenario of a cluster that starts with none of the tools. */
    public static final String NO_TOOLS = "empty";

    private static final int PROBLEMS = 100;

    private final String name;
    private final ObjectStore store;
    private final SimulatedClock clock;
    private final Faults faults;
    private final ClusterLoop loop;
    private final World world;
    private final List<ToolSimulator> tools;
    private final Map<String, ToolCluster> views = new HashMap<>();
    /** One call into a tool at a time: a simulator is written as if it were alone. */
    private final Map<String, ReentrantLock> turns = new HashMap<>();

    private final Deque<Problem> problems = new ArrayDeque<>();

    private ClusterRuntime(String name, ObjectStore store, SimulatedClock clock, List<ToolSimulator> tools) {
        this.name = name;
        this.store = store;
        this.clock = clock;
        this.tools = List.copyOf(tools);
        List<ClusterLoop.Part> parts = new ArrayList<>();
        for (ToolSimulator tool : tools) {
            turns.put(tool.tool(), new ReentrantLock());
            parts.add(new ClusterLoop.Part(
                    tool.tool(),
                    () -> turn(tool, () -> {
                        tool.simulator().reconcile(view(tool));
                        return true;
                    })));
        }
        this.loop = new ClusterLoop(name, clock, Controllers.of(name), parts, this::problem);
        this.faults = new Faults(loop::poke);
        EventRecorder events = new EventRecorder(store);
        this.world = new StoreWorld(
                store,
                events,
                loop::wakeAt,
                refused -> problem(Problem.internal("create an object", "sandbox cluster " + name, refused)));
        tools.forEach(t -> views.put(t.tool(), new ToolCluster(name, t.tool(), store, world, faults)));
        store.subscribe(loop::changed);
    }

    /** A cluster that does nothing yet: its API can be served while {@link #start} is still to come. */
    public static ClusterRuntime prepare(
            String name, ObjectStore store, SimulatedClock clock, List<ToolSimulator> tools) {
        return new ClusterRuntime(name, store, clock, tools);
    }

    /**
     * Starts it.
     *
     * @param scenario what the simulators seed; empty for a cluster whose objects are there already
     * @param catchUp whether time races from the clock's to the wall's present first and goes on at {@code speed}; otherwise the clock is
     *     left as it is
     */
    public void start(Optional<String> scenario, boolean catchUp, double speed) {
        loop.start(world, () -> scenario.ifPresent(this::seed), catchUp, speed);
    }

    /** Starts it on objects of another cluster: the simulators take them over, and time stands. */
    public void startCopy() {
        loop.start(
                world,
                () -> tools.forEach(t -> loop.guarded(
                        "taking over by " + t.tool(),
                        () -> turn(t, () -> {
                            t.simulator().adopt(view(t));
                            return true;
                        }))),
                false,
                1);
    }

    private void seed(String scenario) {
        Furniture.place(world);
        if (scenario.equals(NO_TOOLS)) {
            return;
        }
        for (ToolSimulator tool : tools) {
            loop.guarded(
                    "seed of " + tool.tool(),
                    () -> turn(tool, () -> {
                        tool.simulator().seed(view(tool), scenario);
                        return true;
                    }));
        }
    }

    private ToolCluster view(ToolSimulator tool) {
        return Optional.ofNullable(views.get(tool.tool())).orElseThrow();
    }

    private <T> T turn(ToolSimulator tool, Supplier<T> work) {
        ReentrantLock turn = Optional.ofNullable(turns.get(tool.tool())).orElseThrow();
        Thread current = Thread.currentThread();
        ClassLoader before = current.getContextClassLoader();
        turn.lock();
        try {
            current.setContextClassLoader(tool.simulator().getClass().getClassLoader());
            return work.get();
        } finally {
            current.setContextClassLoader(before);
            turn.unlock();
        }
    }

    public String name() {
        return name;
    }

    public ObjectStore store() {
        return store;
    }

    public SimulatedClock clock() {
        return clock;
    }

    public Faults faults() {
        return faults;
    }

    /** Waits until nothing is left to do at the present time, seeding included. */
    public void settle() throws InterruptedException {
        loop.settle();
    }

    /** Moves a standing clock on, with everything happening on the way that happens in that time. */
    public void advance(Duration duration) throws InterruptedException {
        loop.advance(duration);
    }

    /** What the tool behind that pod or service answers; empty when no simulator does. */
    public Optional<ClusterView.HttpReply> answer(Simulator.HttpCall call) {
        return tools.stream()
                .flatMap(t -> turn(t, () -> t.simulator().answer(view(t), call)).stream())
                .findFirst();
    }

    /** What a command in a container says; empty when no simulator knows it. */
    public Optional<Simulator.Output> exec(ObjectRef pod, String container, List<String> command) {
        return tools.stream()
                .flatMap(t -> turn(t, () -> t.simulator().exec(view(t), pod, container, command)).stream())
                .findFirst();
    }

    /** What went wrong inside, newest last; the same problem once only. A simulator that throws is found here. */
    public List<Problem> problems() {
        synchronized (problems) {
            return List.copyOf(problems);
        }
    }

    private void problem(Problem problem) {
        synchronized (problems) {
            if (!problems.contains(problem)) {
                problems.addLast(problem);
                if (problems.size() > PROBLEMS) {
                    problems.removeFirst();
                }
            }
        }
    }

    @Override
    public void close() {
        loop.close();
        store.close();
    }
}
