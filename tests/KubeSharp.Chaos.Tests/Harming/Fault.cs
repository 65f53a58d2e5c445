namespace KubeSharp.Chaos.Tests.Harming;

/// <summary>One harm to one of three.</summary>
internal sealed record Fault(FaultKind Kind, Place Place, int Index)
{
    public override string ToString() => $"{Kind} {Place} {Index}";
}
