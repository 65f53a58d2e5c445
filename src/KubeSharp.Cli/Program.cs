using System.CommandLine;
using System.CommandLine.Invocation;
using KubeSharp.Addons.ContainerRuntime;
using KubeSharp.ApiServer.Configuration;
using KubeSharp.Cli;
using KubeSharp.Cli.Commands;

var root = new RootCommand("Kubernetes in one process: API server, scheduler, controllers, kubelet, proxy and store.")
{
    UpCommand.Create(),
    DownCommand.Create(),
    ServerCommand.Create(),
    ApiServerCommand.Create(),
    ControllerManagerCommand.Create(),
    SchedulerCommand.Create(),
    KubeletCommand.Create(),
    ProxyCommand.Create(),
    AddonsCommand.Create(),
    KubeconfigCommand.Create(),
    BackupCommand.Create(),
    RestoreCommand.Create(),
    ImageCommand.Create(),
    VersionCommand.Create(),
};

OpenFileLimit.Raise();
try
{
    var parsed = root.Parse(args);
    if (args.Length > 0 && parsed.Action is ParseErrorAction)
    {
        throw new UserException(Usage.Mistake(parsed));
    }

    // Told to end, a server lets balancers look away and requests finish. The library would cut that off after two seconds.
    var longestShutdown = TimeSpan.FromMinutes(30);
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = longestShutdown });
}
catch (UserException mistake)
{
    await Console.Error.WriteLineAsync($"kubesharp: {mistake.Message}");
    return 1;
}
catch (ConfigurationException unusable)
{
    await Console.Error.WriteLineAsync($"kubesharp: {unusable.Message}");
    return 1;
}
catch (CommandException failure)
{
    await Console.Error.WriteLineAsync($"kubesharp: {failure.Message}");
    return 1;
}
