using KubeSharp.Api;
using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.Api.Documents;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.CustomResources.Schemas;

/// <summary>
/// Validates values against a structural schema. What an update leaves as it was is not looked at again, so that a schema may become
/// stricter (KEP-4008).
/// </summary>
internal sealed class SchemaValidator(ErrorList errors)
{
    /// <param name="path">Where the value stands.</param>
    /// <param name="value">What is validated.</param>
    /// <param name="schema">The rules.</param>
    /// <param name="old">The value before the update; null if there was none.</param>
    public void Validate(FieldPath path, DocNode value, JSONSchemaProps schema, DocNode? old)
    {
        if (old is not null && old.DeepEquals(value))
        {
            return;
        }

        if (value.IsNull)
        {
            if (!schema.Nullable && schema.Type.Length > 0)
            {
                WrongType(path, schema, "null");
            }

            return;
        }

        var fits = HasType(path, value, schema);
        ValueChecks.Enum(errors, path, value, schema);
        if (!fits)
        {
            return;
        }

        switch (value)
        {
            case DocObject fields:
                Fields(path, fields, schema, old as DocObject);
                break;
            case DocArray items:
                Items(path, items, schema, old as DocArray);
                break;
            case DocScalar { Kind: DocScalarKind.String } text:
                StringChecks.Validate(errors, path, text.Text, schema);
                break;
            case DocScalar { Kind: DocScalarKind.Number } number:
                ValueChecks.Number(errors, path, number.Text, schema);
                break;
        }

        Junctors(path, value, schema);
    }

    private static string TypeOf(DocNode value) => value switch
    {
        DocObject => "object",
        DocArray => "array",
        DocScalar { Kind: DocScalarKind.String } => "string",
        DocScalar { Kind: DocScalarKind.Bool } => "boolean",
        DocScalar { Kind: DocScalarKind.Number } number => ValueChecks.IsInteger(number.Text) ? "integer" : "number",
        _ => "null",
    };

    private bool HasType(FieldPath path, DocNode value, JSONSchemaProps schema)
    {
        var actual = TypeOf(value);
        if (schema.XIntOrString)
        {
            if (actual is "integer" or "string")
            {
                return true;
            }

            errors.TypeInvalid(path, ErrorList.Quote(actual), $"{path} in body must be of type integer,string: {ErrorList.Quote(actual)}");
            return false;
        }

        if (schema.Type.Length == 0 || schema.Type == actual || (schema.Type == "number" && actual == "integer"))
        {
            return true;
        }

        WrongType(path, schema, actual);
        return false;
    }

    private void WrongType(FieldPath path, JSONSchemaProps schema, string actual) =>
        errors.TypeInvalid(path, ErrorList.Quote(actual), $"{path} in body must be of type {schema.Type}: {ErrorList.Quote(actual)}");

    private void Fields(FieldPath path, DocObject fields, JSONSchemaProps schema, DocObject? old)
    {
        foreach (var name in schema.Required)
        {
            if (!fields.Contains(name))
            {
                errors.Required(path.Child(name), "");
            }
        }

        if (schema.XEmbeddedResource)
        {
            EmbeddedResource(path, fields);
        }

        foreach (var (name, value) in fields)
        {
            if (schema.Properties.TryGetValue(name, out var property))
            {
                Validate(path.Child(name), value, property, old?[name]);
            }
            else if (schema.AdditionalProperties?.Schema is { } values)
            {
                Validate(path.Child(name), value, values, old?[name]);
            }
        }

        if (schema.MaxProperties is { } most && fields.Count > most)
        {
            errors.TooMany(path, fields.Count, (int)most);
        }

        if (schema.MinProperties is { } least && fields.Count < least)
        {
            errors.Invalid(path, fields.ToString(), $"{path} in body should have at least {least} properties");
        }
    }

    private void EmbeddedResource(FieldPath path, DocObject fields)
    {
        foreach (var name in (string[])["apiVersion", "kind"])
        {
            if (fields.Text(name) is not { Length: > 0 })
            {
                errors.Required(path.Child(name), "must not be empty");
            }
        }
    }

    private void Items(FieldPath path, DocArray items, JSONSchemaProps schema, DocArray? old)
    {
        if (schema.MaxItems is { } most && items.Count > most)
        {
            errors.TooMany(path, items.Count, (int)most);
        }

        if (schema.MinItems is { } least && items.Count < least)
        {
            errors.Invalid(path, items.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), $"{path} in body should have at least {least} items");
        }

        var before = ListKeys.Index(old, schema);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
        {
            var key = ListKeys.Of(items[i], schema);
            if (key is not null && !seen.Add(key))
            {
                errors.Duplicate(path.Index(i), key);
            }

            if (schema.Items?.Schema is { } item)
            {
                Validate(path.Index(i), items[i], item, key is null ? null : before.GetValueOrDefault(key));
            }
        }
    }

    private void Junctors(FieldPath path, DocNode value, JSONSchemaProps schema)
    {
        foreach (var all in schema.AllOf)
        {
            Validate(path, value, all, null);
        }

        if (schema.AnyOf.Count > 0 && !schema.AnyOf.Any(any => Fits(path, value, any)) && !schema.XIntOrString)
        {
            errors.Invalid(path, "\"\"", $"{ErrorList.Quote(path.ToString())} must validate at least one schema (anyOf)");
        }

        if (schema.OneOf.Count > 0 && schema.OneOf.Count(one => Fits(path, value, one)) is var fitting and not 1)
        {
            errors.Invalid(
                path,
                "\"\"",
                $"{ErrorList.Quote(path.ToString())} must validate one and only one schema (oneOf). Found {(fitting == 0 ? "none valid" : fitting + " valid alternatives")}");
        }

        if (schema.Not is { } not && Fits(path, value, not))
        {
            errors.Invalid(path, "\"\"", $"{ErrorList.Quote(path.ToString())} must not validate the schema (not)");
        }
    }

    private static bool Fits(FieldPath path, DocNode value, JSONSchemaProps schema)
    {
        var found = new ErrorList();
        new SchemaValidator(found).Validate(path, value, schema, null);
        return found.IsEmpty;
    }
}
