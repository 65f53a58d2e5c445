namespace KubeSharp.ApiServer.Admission;

/// <summary>
/// Mutating plugins run a second time when one of them that comes late, a webhook or policy, has changed the object: the others may have
/// something to say about the change. There is no third time.
/// </summary>
internal sealed class Reinvocation
{
    private Dictionary<string, object>? _states;

    /// <summary>This is the second time.</summary>
    public bool IsReinvocation { get; private set; }

    public bool IsRequired { get; private set; }

    /// <summary>Asks for the second time.</summary>
    public void Require() => IsRequired = true;

    public void Begin() => IsReinvocation = true;

    /// <summary>What a plugin keeps from the first time to the second.</summary>
    public T Of<T>(string plugin)
        where T : class, new()
    {
        _states ??= [];
        if (_states.TryGetValue(plugin, out var state))
        {
            return (T)state;
        }

        var made = new T();
        _states.Add(plugin, made);
        return made;
    }
}
