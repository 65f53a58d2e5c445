using System.CommandLine;
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
        var server = new ComponentServerFlags(flags, "kube-scheduler", port: 10259);
        ComponentCommand.Run(command, flags, async (result, loggers, cancellationToken) =>
        {
            var client = KubeClients.FromKubeconfig(result.GetRequiredValue(kubeconfig), "kube-scheduler", TimeProvider.System);
            var options = new SchedulerOptions { LeaderElect = result.GetValue(leaderElect) };
            var scheduler = new SchedulerComponent(options, client, loggers, TimeProvider.System);
            await server.RunAsync(result, client, loggers, [], scheduler.RunAsync, cancellationToken);
        });
        return command;
    }
}
