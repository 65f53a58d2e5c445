using KubeSharp.Cel.Types;

namespace KubeSharp.Controllers.Policies;

/// <summary>A kind that a policy is about.</summary>
internal sealed record CheckedKind(string Group, string Version, string Kind, CelType Type)
{
    /// <summary>As Go writes a GroupVersionKind.</summary>
    public override string ToString() => $"{Group}/{Version}, Kind={Kind}";
}
