namespace KubeSharp.Api.Json;

/// <summary>Puts a value of the wrong type into Go's words, with the struct and field that it stands in.</summary>
internal static class JsonTypeErrors
{
    public static string Describe(JsonTypeException error, ReadOnlySpan<byte> json, StructSchema root)
    {
        if (error.Problem is not null)
        {
            return error.Problem;
        }

        var type = TypeSchema.Of(root);
        var owner = "";
        var path = new List<string>();
        foreach (var key in JsonPath.At(json, error.Offset).Keys)
        {
            if (key is not null && type.Shape == TypeShape.Struct)
            {
                var field = type.Struct!.Find(key);
                if (field is null)
                {
                    break;
                }

                owner = type.Struct.Name;
                path.Add(key);
                type = field.Type;
            }
            else
            {
                type = type.Element ?? type;
            }
        }

        return path.Count == 0
            ? $"json: cannot unmarshal {error.Value} into Go value of type {type.GoText}"
            : $"json: cannot unmarshal {error.Value} into Go struct field {owner}.{string.Join('.', path)} of type {type.GoText}";
    }
}
