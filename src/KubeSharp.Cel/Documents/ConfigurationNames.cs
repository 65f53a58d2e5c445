using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Documents;

/// <summary>Whether the objects within an apply configuration have the types that their places ask for.</summary>
public static class ConfigurationNames
{
    /// <summary>What does not fit; null if all does.</summary>
    public static string? Problem(StructValue configuration) => Problem(CelValue.Of(configuration), configuration.Type.Name);

    private static string? Problem(in CelValue value, string path)
    {
        switch (value.Kind)
        {
            case CelKind.List:
                return First(value.AsList.ToArray().Select(item => Problem(item, path)));
            case CelKind.Map:
                return First(value.AsMap.Entries.Select(entry => Problem(entry.Value, path)));
            case CelKind.Object when value.AsObject is StructValue fields:
                return fields.Type.Name == path
                    ? First(fields.Fields.Select(field => Problem(field.Value, path + "." + field.Key)))
                    : $"unexpected type name \"{fields.Type.Name}\", expected \"{path}\", which matches field name path from root Object type";
            default:
                return null;
        }
    }

    private static string? First(IEnumerable<string?> problems) => problems.FirstOrDefault(problem => problem is not null);
}
