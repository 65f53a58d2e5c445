namespace KubeSharp.Cel.Functions;

/// <summary>The functions that expressions may call, by name.</summary>
public sealed class FunctionTable
{
    private readonly Dictionary<string, List<Overload>> _functions = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => _functions.Keys;

    public void Add(string name, Overload overload)
    {
        if (!_functions.TryGetValue(name, out var overloads))
        {
            _functions[name] = overloads = [];
        }

        if (overloads.Exists(other => other.Id == overload.Id))
        {
            throw new ArgumentException($"The overload {overload.Id} of {name} is declared twice.");
        }

        overloads.Add(overload);
    }

    /// <summary>A table that may get further functions.</summary>
    public FunctionTable Copy()
    {
        var copy = new FunctionTable();
        foreach (var (name, overloads) in _functions)
        {
            copy._functions.Add(name, [.. overloads]);
        }

        return copy;
    }

    /// <summary>Null if there is no such function.</summary>
    public IReadOnlyList<Overload>? Find(string name) => _functions.GetValueOrDefault(name);
}
