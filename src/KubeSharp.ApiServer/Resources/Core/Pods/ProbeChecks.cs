using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>Probes and lifecycle hooks.</summary>
internal static class ProbeChecks
{
    public static void Liveness(ErrorList errors, FieldPath container, string field, Probe? probe)
    {
        if (probe is null)
        {
            return;
        }

        var path = container.Child(field);
        Common(errors, path, probe);
        if (probe.SuccessThreshold != 1)
        {
            errors.InvalidNumber(path.Child("successThreshold"), probe.SuccessThreshold, "must be 1");
        }
    }

    public static void Readiness(ErrorList errors, FieldPath container, Probe? probe)
    {
        if (probe is null)
        {
            return;
        }

        var path = container.Child("readinessProbe");
        Common(errors, path, probe);
        if (probe.TerminationGracePeriodSeconds is { } grace)
        {
            errors.InvalidNumber(path.Child("terminationGracePeriodSeconds"), grace, "must not be set for readinessProbes");
        }
    }

    public static void Lifecycle(ErrorList errors, FieldPath container, Lifecycle? lifecycle, PodSpec spec)
    {
        if (lifecycle is null)
        {
            return;
        }

        var path = container.Child("lifecycle");
        Hook(errors, path, "postStart", lifecycle.PostStart, spec.TerminationGracePeriodSeconds);
        Hook(errors, path, "preStop", lifecycle.PreStop, spec.TerminationGracePeriodSeconds);
        if (lifecycle.StopSignal is { } signal)
        {
            StopSignal(errors, path.Child("stopSignal"), signal, spec.OS?.Name);
        }
    }

    private static void Common(ErrorList errors, FieldPath path, Probe probe)
    {
        var handlers = new HandlerCount(errors, path);
        handlers.Exec(probe.Exec);
        handlers.Http(probe.HTTPGet);
        handlers.Tcp(probe.TCPSocket);
        handlers.Grpc(probe.GRPC);
        handlers.Finish();
        FieldChecks.NonNegative(errors, path, "initialDelaySeconds", probe.InitialDelaySeconds);
        FieldChecks.NonNegative(errors, path, "timeoutSeconds", probe.TimeoutSeconds);
        FieldChecks.NonNegative(errors, path, "periodSeconds", probe.PeriodSeconds);
        FieldChecks.NonNegative(errors, path, "successThreshold", probe.SuccessThreshold);
        FieldChecks.NonNegative(errors, path, "failureThreshold", probe.FailureThreshold);
        if (probe.TerminationGracePeriodSeconds is { } grace and <= 0)
        {
            errors.InvalidNumber(path.Child("terminationGracePeriodSeconds"), grace, "must be greater than 0");
        }
    }

    private static void Hook(ErrorList errors, FieldPath lifecycle, string field, LifecycleHandler? hook, long? grace)
    {
        if (hook is null)
        {
            return;
        }

        var handlers = new HandlerCount(errors, lifecycle.Child(field));
        handlers.Exec(hook.Exec);
        handlers.Http(hook.HTTPGet);
        handlers.Tcp(hook.TCPSocket);
        handlers.Sleep(hook.Sleep, grace);
        handlers.Finish();
    }

    private static void StopSignal(ErrorList errors, FieldPath path, string signal, string? os)
    {
        if (os is null)
        {
            errors.Forbidden(path, "may not be set for containers with empty `spec.os.name`");
        }
        else if (os == "windows" && signal is not ("SIGTERM" or "SIGKILL"))
        {
            errors.NotSupportedText(path, signal, "SIGKILL", "SIGTERM");
        }
        else if (!signal.StartsWith("SIG", StringComparison.Ordinal))
        {
            errors.InvalidText(path, signal, "must be a valid signal name");
        }
    }
}
