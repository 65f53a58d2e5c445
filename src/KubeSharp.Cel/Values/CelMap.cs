namespace KubeSharp.Cel.Values;

/// <summary>A map, or an object with fields. What it holds does not change while an expression is evaluated.</summary>
public abstract class CelMap
{
    public abstract int Count { get; }

    /// <summary>In no order that matters.</summary>
    public abstract IEnumerable<KeyValuePair<CelValue, CelValue>> Entries { get; }

    public abstract bool TryGet(in CelValue key, out CelValue value);

    /// <summary>A key that is a string; saves the wrapping where names are known.</summary>
    public virtual bool TryGetField(string name, out CelValue value) => TryGet(CelValue.Of(name), out value);

    public virtual bool EqualTo(CelMap other)
    {
        if (Count != other.Count)
        {
            return false;
        }

        foreach (var (key, value) in Entries)
        {
            if (!other.TryGet(key, out var theirs) || !ValueEquality.Equal(value, theirs))
            {
                return false;
            }
        }

        return true;
    }
}
