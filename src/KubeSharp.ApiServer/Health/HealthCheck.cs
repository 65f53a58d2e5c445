namespace KubeSharp.ApiServer.Health;

/// <summary>One line of /livez or /readyz.</summary>
/// <param name="Name">As upstream names it: ping, etcd, poststarthook/….</param>
/// <param name="Check">Null while all is well, else what is wrong.</param>
public sealed record HealthCheck(string Name, Func<string?> Check);
