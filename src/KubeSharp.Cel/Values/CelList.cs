namespace KubeSharp.Cel.Values;

/// <summary>A list. What it holds does not change while an expression is evaluated.</summary>
public abstract class CelList
{
    public abstract int Count { get; }

    public abstract CelValue this[int index] { get; }

    /// <summary>Equality of lists: same length, equal elements in order, unless the list has another notion of it.</summary>
    public virtual bool EqualTo(CelList other)
    {
        if (Count != other.Count)
        {
            return false;
        }

        for (var i = 0; i < Count; i++)
        {
            if (!ValueEquality.Equal(this[i], other[i]))
            {
                return false;
            }
        }

        return true;
    }

    public virtual CelList Concat(CelList other) => other.Count == 0 ? this : Count == 0 ? other : new JoinedCelList(this, other);

    public virtual bool Contains(in CelValue value)
    {
        for (var i = 0; i < Count; i++)
        {
            if (ValueEquality.Equal(this[i], value))
            {
                return true;
            }
        }

        return false;
    }

    public CelValue[] ToArray()
    {
        var items = new CelValue[Count];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = this[i];
        }

        return items;
    }
}
