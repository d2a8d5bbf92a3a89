package io.millwright.app.screen;

import io.millwright.app.browse.ClusterLoad;
import io.millwright.app.cli.Checked;
import io.millwright.app.cli.Operations.FromElsewhere;
import io.millwright.app.cli.Operations.Prepared;
import io.millwright.app.cli.PastRun;
import io.millwright.app.cli.Rehearsed;
import io.millwright.app.page.Desk;
import io.millwright.app.settings.Settings;
import io.millwright.engine.browse.Served;
import io.millwright.engine.inspect.HelmRevision;
import io.millwright.engine.journal.PodSessions;
import io.millwright.engine.run.Operator;
import io.millwright.engine.run.UndoPreview;
import io.millwright.spi.Instance;
import io.millwright.spi.Problem;
import io.millwright.spi.RunbookInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A desk that asks another one whatever it has no answer of its own for. */
abstract class ForwardingDesk implements Desk {
    /** The one that is asked. */
    abstract Desk desk();

    @Override
    public List<ClusterRow> clusters() {
        return desk().clusters();
    }

    @Override
    public Optional<Settings> changedSettings() {
        return desk().changedSettings();
    }

    @Override
    public List<PluginRow> plugins() {
        return desk().plugins();
    }

    @Override
    public List<ToolRow> tools() {
        return desk().tools();
    }

    @Override
    public Function<String, List<Instance>> discovery(String context) {
        return desk().discovery(context);
    }

    @Override
    public Optional<ClusterLoad> load(String context) {
        return desk().load(context);
    }

    @Override
    public Checked health(Instance instance) {
        return desk().health(instance);
    }

    @Override
    public List<GuideRow> guide(String tool, String context, Optional<Instance> target) {
        return desk().guide(tool, context, target);
    }

    @Override
    public List<ObjectRow> objects(Instance instance) {
        return desk().objects(instance);
    }

    @Override
    public Rehearsed rehearse(Prepared prepared) {
        return desk().rehearse(prepared);
    }

    @Override
    public List<HelmRevision> release(String context, String namespace, String name) {
        return desk().release(context, namespace, name);
    }

    @Override
    public List<PodSessions.Past> sessions() {
        return desk().sessions();
    }

    @Override
    public List<UndoPreview.Line> undoPreview(String run) {
        return desk().undoPreview(run);
    }

    @Override
    public PastRun undo(String run, Operator operator) {
        return desk().undo(run, operator);
    }

    @Override
    public PastRun abandon(String run, String reason) {
        return desk().abandon(run, reason);
    }

    @Override
    public List<PastRun> runs() {
        return desk().runs();
    }

    @Override
    public List<Served> kinds(String context) {
        return desk().kinds(context);
    }

    @Override
    public List<RunbookInfo> runbooks(String tool) {
        return desk().runbooks(tool);
    }

    @Override
    public List<PastRun> copies(String context) {
        return desk().copies(context);
    }

    @Override
    public FromElsewhere copy(PastRun run) {
        return desk().copy(run);
    }

    @Override
    public Problem fault(String attempted, String on, Throwable fault) {
        return desk().fault(attempted, on, fault);
    }

    @Override
    public Instant now() {
        return desk().now();
    }
}
