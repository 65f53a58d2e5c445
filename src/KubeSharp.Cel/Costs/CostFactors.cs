namespace KubeSharp.Cel.Costs;

/// <summary>The units of cost.</summary>
internal static class CostFactors
{
    /// <summary>Going once through a string, for each character.</summary>
    public const double Traversal = 0.1;

    /// <summary>For each character of a regular expression.</summary>
    public const double Regex = 0.25;

    public const ulong ListCreation = 10;
    public const ulong MapCreation = 30;
    public const ulong StructCreation = 40;
}
