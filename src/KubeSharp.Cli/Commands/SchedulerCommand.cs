using System.CommandLine;
using KubeSharp.Cli.Logging;
using KubeSharp.Scheduler;

namespace KubeSharp.Cli.Commands;

internal static class SchedulerCommand
{
    public static Command Create()
    {
        var command = new Command("scheduler", "Run the scheduler against an API server");
        var flags = new FlagSet(command);
        var kubeconfig = flags.Text("--kubeconfig", "File with the address of the API server and this component's credentials");
        var leaderElect = flags.Switch("--leader-elect", "Schedule only while leading; for several schedulers on one cluster", true);
        var verbosity = flags.Verbosity();
        command.SetAction(async (result, cancellationToken) =>
        {
            using var loggers = ComponentLogging.Create(result.GetValue(verbosity));
            var client = KubeClients.FromKubeconfig(result.GetRequiredValue(kubeconfig), "kube-scheduler", TimeProvider.System);
            var options = new SchedulerOptions { LeaderElect = result.GetValue(leaderElect) };
            await new SchedulerComponent(options, client, loggers, TimeProvider.System).RunAsync(cancellationToken);
            return 0;
        });
        return command;
    }
}
