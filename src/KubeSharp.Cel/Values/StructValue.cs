using KubeSharp.Cel.Types;

namespace KubeSharp.Cel.Values;

/// <summary>An object that an expression makes: <c>Object.spec{replicas: 1}</c>.</summary>
public sealed class StructValue(CelType type, IReadOnlyList<KeyValuePair<string, CelValue>> fields) : CelObject
{
    public override CelType Type => type;

    public IReadOnlyList<KeyValuePair<string, CelValue>> Fields => fields;

    public override bool TryGetField(string name, out CelValue value)
    {
        foreach (var field in fields)
        {
            if (field.Key == name)
            {
                value = field.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    public override bool EqualTo(CelObject other)
    {
        if (other is not StructValue value || value.Type.Name != type.Name || value.Fields.Count != fields.Count)
        {
            return false;
        }

        foreach (var (name, field) in fields)
        {
            if (!value.TryGetField(name, out var theirs) || !ValueEquality.Equal(field, theirs))
            {
                return false;
            }
        }

        return true;
    }
}
