using KubeSharp.Api.Documents;

namespace KubeSharp.Api.Patching;

/// <summary>JSON patch (RFC 6902), with the messages of upstream's library.</summary>
internal static class JsonPatch
{
    /// <summary>Upstream's limit on operations in one patch.</summary>
    private const int MaxOperations = 10_000;

    /// <summary>
    /// What the copies of one patch may add to the document, in bytes of JSON; upstream's. Without it a few lines that copy a value into itself fill the memory.
    /// </summary>
    private const long MaxCopied = 3 << 20;

    public static DocNode Apply(DocNode document, DocNode patch)
    {
        if (patch is not DocArray operations)
        {
            throw new PatchException("json: cannot unmarshal patch into Go value of type jsonpatch.Patch", isMalformed: true);
        }

        if (operations.Count > MaxOperations)
        {
            throw new PatchException($"The allowed maximum operations in a JSON patch is {MaxOperations}, got {operations.Count}") { IsTooLarge = true };
        }

        var copied = 0L;

        foreach (var item in operations)
        {
            if (item is not DocObject operation)
            {
                throw new PatchException("json: cannot unmarshal operation into Go value of type jsonpatch.Operation", isMalformed: true);
            }

            document = Apply(document, operation, ref copied);
        }

        return document;
    }

    private static DocNode Apply(DocNode document, DocObject operation, ref long copied)
    {
        var kind = operation.Text("op") ?? "unknown";
        var path = operation.Text("path");
        if (path is null && kind is "add" or "remove" or "replace" or "move" or "copy" or "test")
        {
            throw new PatchException($"{kind} operation failed to decode path: missing value");
        }

        return kind switch
        {
            "add" => Add(document, path!, Value(operation)),
            "remove" => Remove(document, path!),
            "replace" => Replace(document, path!, Value(operation)),
            "move" => Move(document, From(operation), path!),
            "copy" => Copy(document, From(operation), path!, ref copied),
            "test" => Test(document, path!, operation["value"] ?? DocScalar.Null),
            _ => throw new PatchException($"Unexpected kind: {kind}"),
        };
    }

    private static DocNode Value(DocObject operation) =>
        operation["value"]?.Clone() ?? throw new PatchException($"{operation.Text("op")} operation missing value: missing value");

    private static string From(DocObject operation) =>
        operation.Text("from") ?? throw new PatchException($"{operation.Text("op")} operation failed to decode from: missing value");

    private static DocNode Add(DocNode document, string path, DocNode value)
    {
        if (path.Length == 0)
        {
            return value;
        }

        var at = JsonPointer.Locate(document, path)
            ?? throw new PatchException($"add operation does not apply: doc is missing path: \"{path}\": missing value");
        try
        {
            at.Add(value);
        }
        catch (PatchException e)
        {
            throw new PatchException($"error in add for path: '{path}': {e.Message}");
        }

        return document;
    }

    private static DocNode Remove(DocNode document, string path)
    {
        var at = JsonPointer.Locate(document, path)
            ?? throw new PatchException($"remove operation does not apply: doc is missing path: \"{path}\": missing value");
        try
        {
            at.Remove();
        }
        catch (PatchException e)
        {
            throw new PatchException($"error in remove for path: '{path}': {e.Message}");
        }

        return document;
    }

    private static DocNode Replace(DocNode document, string path, DocNode value)
    {
        if (path.Length == 0)
        {
            return value;
        }

        var at = JsonPointer.Locate(document, path)
            ?? throw new PatchException($"replace operation does not apply: doc is missing path: {path}: missing value");
        if (at.Get() is null)
        {
            throw new PatchException($"replace operation does not apply: doc is missing key: {path}: missing value");
        }

        at.Set(value);
        return document;
    }

    private static DocNode Move(DocNode document, string from, string path)
    {
        if (path.StartsWith(from + "/", StringComparison.Ordinal))
        {
            throw new PatchException($"move operation does not apply: {path} is inside {from}");
        }

        var source = JsonPointer.Locate(document, from)
            ?? throw new PatchException($"move operation does not apply: doc is missing from path: {from}: missing value");
        var value = source.Get() ?? throw new PatchException($"error in move for path: '{path}': unable to get nonexistent key: {from}: missing value");
        source.Remove();
        return Add(document, path, value);
    }

    private static DocNode Copy(DocNode document, string from, string path, ref long copied)
    {
        var source = JsonPointer.Locate(document, from)
            ?? throw new PatchException($"copy operation does not apply: doc is missing from path: {from}: missing value");
        var value = source.Get() ?? throw new PatchException($"error in copy for from: '{from}': missing value");
        copied += value.ToJson().Length;
        return copied > MaxCopied
            ? throw new PatchException($"Unable to complete the copy, the accumulated size increase of copy is {copied}, exceeding the limit {MaxCopied}")
            : Add(document, path, value.Clone());
    }

    private static DocNode Test(DocNode document, string path, DocNode expected)
    {
        var actual = path.Length == 0 ? document : JsonPointer.Locate(document, path)?.Get();
        if (!(actual ?? DocScalar.Null).DeepEquals(expected))
        {
            throw new PatchException($"testing value {path} failed: test failed") { IsFailedTest = true };
        }

        return document;
    }
}
