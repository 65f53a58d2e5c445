using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>Defaults of containers, their ports, environment, probes and hooks.</summary>
internal static class ContainerDefaults
{
    private static readonly Func<Container, Container> One = Apply;
    private static readonly Func<ContainerPort, ContainerPort> Port = static p => p.Protocol.Length == 0 ? p with { Protocol = "TCP" } : p;
    private static readonly Func<EnvVar, EnvVar> Env = ApplyEnv;

    public static Func<Container, Container> Map => One;

    public static Func<EphemeralContainer, EphemeralContainer> MapEphemeral { get; } = ApplyEphemeral;

    public static ObjectFieldSelector FieldRef(ObjectFieldSelector field) =>
        field.APIVersion.Length == 0 ? field with { APIVersion = "v1" } : field;

    private static Container Apply(Container c)
    {
        var ports = c.Ports.Map(Port);
        var env = c.Env.Map(Env);
        var resources = ResourceDefaults.Apply(c.Resources);
        var liveness = ProbeDefaults.Apply(c.LivenessProbe);
        var readiness = ProbeDefaults.Apply(c.ReadinessProbe);
        var startup = ProbeDefaults.Apply(c.StartupProbe);
        var lifecycle = ProbeDefaults.Apply(c.Lifecycle);
        if (c.ImagePullPolicy.Length > 0 && c.TerminationMessagePath.Length > 0 && c.TerminationMessagePolicy.Length > 0 &&
            ports.SameAs(c.Ports) && env.SameAs(c.Env) && ReferenceEquals(resources, c.Resources) &&
            ReferenceEquals(liveness, c.LivenessProbe) && ReferenceEquals(readiness, c.ReadinessProbe) &&
            ReferenceEquals(startup, c.StartupProbe) && ReferenceEquals(lifecycle, c.Lifecycle))
        {
            return c;
        }

        return c with
        {
            ImagePullPolicy = c.ImagePullPolicy.Length > 0 ? c.ImagePullPolicy : ImageReference.DefaultPullPolicy(c.Image),
            TerminationMessagePath = c.TerminationMessagePath.Length > 0 ? c.TerminationMessagePath : "/dev/termination-log",
            TerminationMessagePolicy = c.TerminationMessagePolicy.Length > 0 ? c.TerminationMessagePolicy : "File",
            Ports = ports,
            Env = env,
            Resources = resources,
            LivenessProbe = liveness,
            ReadinessProbe = readiness,
            StartupProbe = startup,
            Lifecycle = lifecycle,
        };
    }

    private static EphemeralContainer ApplyEphemeral(EphemeralContainer c)
    {
        var env = c.Env.Map(Env);
        if (c.ImagePullPolicy.Length > 0 && c.TerminationMessagePath.Length > 0 && c.TerminationMessagePolicy.Length > 0 && env.SameAs(c.Env))
        {
            return c;
        }

        return c with
        {
            ImagePullPolicy = c.ImagePullPolicy.Length > 0 ? c.ImagePullPolicy : ImageReference.DefaultPullPolicy(c.Image),
            TerminationMessagePath = c.TerminationMessagePath.Length > 0 ? c.TerminationMessagePath : "/dev/termination-log",
            TerminationMessagePolicy = c.TerminationMessagePolicy.Length > 0 ? c.TerminationMessagePolicy : "File",
            Env = env,
            Ports = c.Ports.Map(Port),
        };
    }

    private static EnvVar ApplyEnv(EnvVar variable) =>
        variable.ValueFrom is { FieldRef: { APIVersion.Length: 0 } field } source
            ? variable with { ValueFrom = source with { FieldRef = FieldRef(field) } }
            : variable;
}
