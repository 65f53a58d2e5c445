namespace KubeSharp.Serving.Health;

/// <summary>One line of /livez or /readyz.</summary>
/// <param name="Name">As upstream names it: ping, etcd, poststarthook/….</param>
/// <param name="CheckAsync">Null while all is well, else what is wrong.</param>
public sealed record HealthCheck(string Name, Func<CancellationToken, ValueTask<string?>> CheckAsync)
{
    /// <summary>A check that looks at what is known already.</summary>
    public static HealthCheck Of(string name, Func<string?> check) => new(name, _ => ValueTask.FromResult(check()));
}
