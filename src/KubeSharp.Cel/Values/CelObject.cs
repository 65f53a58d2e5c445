using KubeSharp.Cel.Types;

namespace KubeSharp.Cel.Values;

/// <summary>A value of a type that a library or an application brings.</summary>
public abstract class CelObject
{
    public abstract CelType Type { get; }

    /// <summary>What counts for costs.</summary>
    public virtual ulong Size => 1;

    public virtual bool EqualTo(CelObject other) => ReferenceEquals(this, other);

    /// <summary>A field of the object; false if it is not set. The value may be an error.</summary>
    public virtual bool TryGetField(string name, out CelValue value)
    {
        value = default;
        return false;
    }

    public override string ToString() => Type.Name;
}
