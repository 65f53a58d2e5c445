using KubeSharp.Cel.Types;

namespace KubeSharp.Cel.Checking;

/// <summary>The variables of comprehensions, the innermost first.</summary>
internal sealed class Scope(Scope? outer)
{
    private readonly Dictionary<string, CelType> _variables = new(StringComparer.Ordinal);

    public Scope? Outer { get; } = outer;

    public void Add(string name, CelType type) => _variables[name] = type;

    public CelType? Find(string name) => _variables.TryGetValue(name, out var type) ? type : Outer?.Find(name);
}
