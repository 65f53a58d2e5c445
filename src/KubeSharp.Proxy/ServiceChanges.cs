using KubeSharp.Client;

namespace KubeSharp.Proxy;

/// <summary>What has to be written.</summary>
/// <param name="All">Everything, whatever has changed.</param>
/// <param name="Services">The services that have changed.</param>
/// <param name="Triggers">When the changes of endpoints behind it happened.</param>
internal sealed record ServiceChanges(bool All, IReadOnlySet<NamespacedName> Services, IReadOnlyList<DateTimeOffset> Triggers)
{
    public bool IsEmpty => !All && Services.Count == 0;
}
