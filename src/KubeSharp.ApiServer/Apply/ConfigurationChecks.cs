using KubeSharp.Api;
using KubeSharp.Api.Documents;

namespace KubeSharp.ApiServer.Apply;

/// <summary>
/// Whether an applied configuration fits its schema: declared fields, the right shapes, no list item twice. The words are those of
/// upstream's structured merge. Values without a schema fit everything.
/// </summary>
internal static class ConfigurationChecks
{
    /// <summary>What does not fit; "" if all does. An undeclared field ends the look at its object.</summary>
    public static string Problems(DocObject configuration, Place root)
    {
        var problems = new List<string>();
        Check(problems, "", configuration, root);
        return problems.Count switch
        {
            0 => "",
            1 => problems[0],
            _ => "errors:\n  " + string.Join("\n  ", problems),
        };
    }

    private static void Check(List<string> problems, string path, DocNode value, Place place)
    {
        if (value.IsNull)
        {
            return;
        }

        if (place.Structure is not null)
        {
            CheckFields(problems, path, value, place);
            return;
        }

        switch (place.Type?.Shape)
        {
            case TypeShape.Map:
                CheckEntries(problems, path, value, place);
                break;
            case TypeShape.List:
                CheckItems(problems, path, value, place);
                break;
            case TypeShape.String:
                Expect(problems, path, value is DocScalar { Kind: DocScalarKind.String }, "string", $"&value.valueUnstructured{{Value:{GoText.Of(value)}}}");
                break;
            case TypeShape.Bool:
                Expect(problems, path, value is DocScalar { Kind: DocScalarKind.Bool }, "boolean", GoText.Boxed(value));
                break;
            case TypeShape.Int32 or TypeShape.Int64 or TypeShape.Double:
                Expect(problems, path, value is DocScalar { Kind: DocScalarKind.Number }, "numeric (int or float)", "*value.valueUnstructured");
                break;
        }
    }

    private static void CheckFields(List<string> problems, string path, DocNode value, Place place)
    {
        if (value is not DocObject fields)
        {
            Expect(problems, path, false, "map", GoText.Boxed(value));
            return;
        }

        foreach (var (name, part) in fields)
        {
            if (path.Length == 0 && name is "apiVersion" or "kind")
            {
                continue;
            }

            if (place.Structure!.Find(name) is null)
            {
                if (place.Structure.KeepsUnknown)
                {
                    continue;
                }


                problems.Add($"{path}.{name}: field not declared in schema");
                return;
            }

            Check(problems, $"{path}.{name}", part, Place.Of(place.Structure, name));
        }
    }

    private static void CheckEntries(List<string> problems, string path, DocNode value, Place place)
    {
        if (value is not DocObject entries)
        {
            Expect(problems, path, false, "map", GoText.Boxed(value));
            return;
        }

        foreach (var (key, part) in entries)
        {
            Check(problems, $"{path}.{key}", part, place.Item());
        }
    }

    private static void CheckItems(List<string> problems, string path, DocNode value, Place place)
    {
        if (value is not DocArray items)
        {
            Expect(problems, path, false, "list", GoText.Boxed(value));
            return;
        }

        if (place.Granularity is not (Granularity.KeyedList or Granularity.Set))
        {
            var index = 0;
            foreach (var item in items)
            {
                Check(problems, $"{path}[{index++}]", item, place.Item());
            }

            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var number = 0;
        foreach (var item in items)
        {
            if (place.Granularity == Granularity.KeyedList && item is not DocObject)
            {
                problems.Add($"{path}: element {number}: associative list with keys may not have non-map elements");
                return;
            }

            number++;
        }

        foreach (var (element, part, partPlace) in Parts.Of(items, place))
        {
            var readable = FieldSet.Readable(element);
            if (!seen.Add(element))
            {
                problems.Add($"{path}: duplicate entries for key {readable}");
                return;
            }

            Check(problems, path + readable, part, partPlace);
        }
    }

    private static void Expect(List<string> problems, string path, bool fits, string expected, string found)
    {
        if (!fits)
        {
            problems.Add($"{path}: expected {expected}, got {found}");
        }
    }
}
