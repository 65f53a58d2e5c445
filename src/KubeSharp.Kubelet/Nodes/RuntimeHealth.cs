using Grpc.Core;
using KubeSharp.Kubelet.Cri;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Kubelet.Nodes;

/// <summary>Asks the runtime from time to time whether it and its network are ready.</summary>
internal sealed partial class RuntimeHealth(ICriClient runtime, TimeProvider time, ILogger<RuntimeHealth> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan EagerInterval = TimeSpan.FromMilliseconds(500);

    private readonly ILogger _logger = logger;
    private volatile State _state = new("containerd", "", "container runtime is down", "container runtime status check may not have completed yet", []);

    /// <summary>Raised when something in the answers changed.</summary>
    public event Action? Changed;

    /// <summary><c>containerd</c>.</summary>
    public string RuntimeName => _state.Name;

    /// <summary><c>containerd://1.6.20</c>.</summary>
    public string Version => _state.Version.Length == 0 ? "" : $"{_state.Name}://{_state.Version}";

    /// <summary>Null while the runtime is ready.</summary>
    public string? RuntimeProblem => _state.RuntimeProblem;

    /// <summary>Null while the pod network is ready.</summary>
    public string? NetworkProblem => _state.NetworkProblem;

    public IReadOnlyList<RuntimeHandler> Handlers => _state.Handlers;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await CheckAsync(cancellationToken).ConfigureAwait(false);
            // Pods may be waiting for it.
            var ready = RuntimeProblem is null && NetworkProblem is null;
            await Task.Delay(ready ? Interval : EagerInterval, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var before = _state;
        try
        {
            var (name, version) = (before.Name, before.Version);
            if (version.Length == 0 || before.RuntimeProblem is not null)
            {
                var answer = await runtime.VersionAsync(cancellationToken).ConfigureAwait(false);
                (name, version) = (answer.RuntimeName, answer.RuntimeVersion);
            }
            var status = await runtime.StatusAsync(verbose: false, cancellationToken).ConfigureAwait(false);
            _state = new State(name, version, Problem(status, "RuntimeReady"), Problem(status, "NetworkReady"), [.. status.RuntimeHandlers]);
        }
        catch (RpcException exception) when (!cancellationToken.IsCancellationRequested)
        {
            _state = before with { RuntimeProblem = $"container runtime is down: {exception.Describe()}" };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
        if (before.RuntimeProblem != _state.RuntimeProblem || before.NetworkProblem != _state.NetworkProblem || before.Version != _state.Version)
        {
            LogChanged(_state.RuntimeProblem ?? "ready", _state.NetworkProblem ?? "ready");
            Changed?.Invoke();
        }
    }

    private static string? Problem(StatusResponse response, string type)
    {
        foreach (var condition in response.Status?.Conditions ?? [])
        {
            if (condition.Type == type)
            {
                return condition.Status
                    ? null
                    : type == "NetworkReady"
                        ? $"container runtime network not ready: {type}=false reason:{condition.Reason} message:{condition.Message}"
                        : $"container runtime not ready: {type}=false reason:{condition.Reason} message:{condition.Message}";
            }
        }
        return $"{type} is unknown";
    }

    private sealed record State(string Name, string Version, string? RuntimeProblem, string? NetworkProblem, IReadOnlyList<RuntimeHandler> Handlers);

    [LoggerMessage(Level = LogLevel.Information, Message = "Container runtime: {Runtime}; pod network: {Network}")]
    private partial void LogChanged(string runtime, string network);
}
