using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>Defaults of probes and lifecycle hooks.</summary>
internal static class ProbeDefaults
{
    public static Probe? Apply(Probe? probe)
    {
        if (probe is null)
        {
            return null;
        }

        var http = Http(probe.HTTPGet);
        if (probe is { TimeoutSeconds: not 0, PeriodSeconds: not 0, SuccessThreshold: not 0, FailureThreshold: not 0 } &&
            ReferenceEquals(http, probe.HTTPGet) && probe.GRPC is not { Service: null })
        {
            return probe;
        }

        return probe with
        {
            HTTPGet = http,
            GRPC = probe.GRPC is { Service: null } grpc ? grpc with { Service = "" } : probe.GRPC,
            TimeoutSeconds = probe.TimeoutSeconds == 0 ? 1 : probe.TimeoutSeconds,
            PeriodSeconds = probe.PeriodSeconds == 0 ? 10 : probe.PeriodSeconds,
            SuccessThreshold = probe.SuccessThreshold == 0 ? 1 : probe.SuccessThreshold,
            FailureThreshold = probe.FailureThreshold == 0 ? 3 : probe.FailureThreshold,
        };
    }

    public static Lifecycle? Apply(Lifecycle? lifecycle)
    {
        if (lifecycle is null)
        {
            return null;
        }

        var postStart = Handler(lifecycle.PostStart);
        var preStop = Handler(lifecycle.PreStop);
        return ReferenceEquals(postStart, lifecycle.PostStart) && ReferenceEquals(preStop, lifecycle.PreStop)
            ? lifecycle
            : lifecycle with { PostStart = postStart, PreStop = preStop };
    }

    private static LifecycleHandler? Handler(LifecycleHandler? handler)
    {
        if (handler?.HTTPGet is not { } old)
        {
            return handler;
        }

        var http = Http(old);
        return ReferenceEquals(http, old) ? handler : handler with { HTTPGet = http };
    }

    private static HTTPGetAction? Http(HTTPGetAction? http) =>
        http is null || (http.Path.Length > 0 && http.Scheme.Length > 0)
            ? http
            : http with { Path = http.Path.Length > 0 ? http.Path : "/", Scheme = http.Scheme.Length > 0 ? http.Scheme : "HTTP" };
}
