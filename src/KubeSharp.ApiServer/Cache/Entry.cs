using System.Buffers;
using System.Globalization;
using KubeSharp.Api;
using KubeSharp.ApiServer.Cache.Forms;
using KubeSharp.Storage;

namespace KubeSharp.ApiServer.Cache;

/// <summary>
/// One version of one object. It holds the stored bytes (the store's own array) and what selectors need; the other forms are made when
/// asked for, and kept while they are in demand (encoded forms) or somebody holds them (the object).
/// </summary>
public sealed class Entry
{
    /// <summary>Fits into a block of the server's memory pool.</summary>
    private const int SmallJson = 4096;

    private readonly ResourceStore _store;
    private readonly KeyValue _stored;
    private WeakReference<ApiObject>? _object;
    private ApiObject? _held;
    private Selectable? _selectable;
    private byte[]? _jsonItem;
    private byte[]? _protobuf;
    private volatile bool _demanded;

    internal Entry(ResourceStore store, KeyValue stored, long revision, ApiObject? value)
    {
        (_store, _stored, Revision) = (store, stored, revision);
        if (value is not null)
        {
            Remember(WithRevision(value, revision));
        }
    }

    /// <summary>The key in the store.</summary>
    public string Key => _stored.Key;

    /// <summary>"" for cluster-scoped objects.</summary>
    public string Namespace => NamespaceSpan.ToString();

    public string Name => NameSpan.ToString();

    public ReadOnlySpan<char> NamespaceSpan => Relative[..Math.Max(0, Relative.LastIndexOf('/'))];

    public ReadOnlySpan<char> NameSpan => Relative[(Relative.LastIndexOf('/') + 1)..];

    /// <summary>
    /// The object's resourceVersion: of its last write, or, for the last state in a deletion event, of the deletion.
    /// </summary>
    public long Revision { get; }

    public long CreateRevision => _stored.CreateRevision;

    public StoredResource Resource => _store.Resource;

    /// <summary>The bytes in the store, without resourceVersion.</summary>
    public ReadOnlyMemory<byte> Stored => _stored.Value;

    /// <summary>
    /// The object with its resourceVersion. It is decoded again when nobody has kept it, so use one reference within one task; as long as
    /// somebody holds it everybody gets the same instance.
    /// </summary>
    /// <exception cref="DecodeException">What is stored is not an object of this resource.</exception>
    public ApiObject Object
    {
        get
        {
            if (_held is not null)
            {
                return _held;
            }

            if (_object is { } reference && reference.TryGetTarget(out ApiObject? value))
            {
                return value;
            }

            return Remember(Decode());
        }
    }

    public ApiMap<string> Labels => Selectors.Labels;

    /// <summary>JSON as an item of a list: <c>{"metadata":…}</c>.</summary>
    public ReadOnlyMemory<byte> JsonItem
    {
        get
        {
            _demanded = true;
            if (_jsonItem is not { } json)
            {
                json = EncodingBuffer.Encode(Object, Resource.Codec.WriteJsonItem);
                if (Interlocked.CompareExchange(ref _jsonItem, json, null) is { } other)
                {
                    return other;
                }

                Account(json);
            }

            return json;
        }
    }

    /// <summary>The same for a list of more than could be kept: nothing that is made for it stays.</summary>
    public void WriteJsonItemOnce(IBufferWriter<byte> output)
    {
        if (_jsonItem is { } json)
        {
            output.Write(json);
        }
        else
        {
            Resource.Codec.WriteJsonItem(Peek(), output);
        }
    }

    /// <summary>JSON of the object alone, with kind and apiVersion. Copied together; <see cref="WriteJson"/> does without.</summary>
    public ReadOnlyMemory<byte> Json
    {
        get
        {
            ReadOnlyMemory<byte> item = JsonItem;
            byte[] head = _store.JsonHead;
            var json = new byte[head.Length + item.Length - 1];
            head.CopyTo(json, 0);
            item[1..].CopyTo(json.AsMemory(head.Length));
            return json;
        }
    }

    /// <summary>The protobuf envelope as clients get it; null if the resource has JSON only.</summary>
    public ReadOnlyMemory<byte>? Protobuf
    {
        get
        {
            _demanded = true;
            if (_protobuf is not { } bytes)
            {
                if (Resource.Codec.EncodeProtobuf(Object) is not { } made)
                {
                    return null;
                }

                bytes = made;
                if (Interlocked.CompareExchange(ref _protobuf, bytes, null) is { } other)
                {
                    return other;
                }

                Account(bytes);
            }

            return bytes;
        }
    }

    /// <summary>As <see cref="Protobuf"/>, but nothing that is made for it stays.</summary>
    public ReadOnlyMemory<byte>? ProtobufOnce => _protobuf ?? Resource.Codec.EncodeProtobuf(Peek());

    internal KeyValue KeyValue => _stored;

    private ReadOnlySpan<char> Relative => _stored.Key.AsSpan(Resource.Prefix.Length);

    private Selectable Selectors => _selectable ?? Note(Object);

    /// <summary>The value of a selectable field; null if the resource has no such field.</summary>
    public string? Field(string name)
    {
        switch (name)
        {
            case "metadata.name":
                return Name;
            case "metadata.namespace":
                return Namespace;
        }

        IReadOnlyList<string> names = Resource.FieldNames;
        for (int i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
            {
                return Selectors.Fields[i];
            }
        }

        return null;
    }

    /// <summary>Writes the JSON of the object alone, with kind and apiVersion, from shared bytes.</summary>
    public void WriteJson(IBufferWriter<byte> output) => WriteJson(output, [], []);

    /// <summary>The same between other bytes. A small object costs the output, behind which there are many layers, one call.</summary>
    internal void WriteJson(IBufferWriter<byte> output, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        ReadOnlySpan<byte> head = _store.JsonHead;
        ReadOnlySpan<byte> item = JsonItem.Span[1..];
        int length = before.Length + head.Length + item.Length + after.Length;
        if (length <= SmallJson)
        {
            Span<byte> target = output.GetSpan(length);
            before.CopyTo(target);
            head.CopyTo(target[before.Length..]);
            item.CopyTo(target[(before.Length + head.Length)..]);
            after.CopyTo(target[(length - after.Length)..]);
            output.Advance(length);
            return;
        }

        output.Write(before);
        output.Write(head);
        output.Write(item);
        output.Write(after);
    }

    public override string ToString() => $"{Key}@{Revision}";

    /// <summary>An entry of an object that is not stored.</summary>
    internal static Entry Detached(ResourceStore store, KeyValue stored, ApiObject value) =>
        new(store, stored, stored.ModRevision, null) { _held = WithRevision(value, stored.ModRevision) };

    /// <summary>This state under another revision: the last state in an event of its end.</summary>
    internal Entry At(long revision)
    {
        ApiObject? value = null;
        _object?.TryGetTarget(out value);
        return new Entry(_store, _stored, revision, value) { _selectable = _selectable };
    }

    /// <summary>Whether an encoded form was used since the last question.</summary>
    internal bool TakeDemand()
    {
        bool demanded = _demanded;
        _demanded = false;
        return demanded;
    }

    internal void DropEncoded() => (_jsonItem, _protobuf) = (null, null);

    private static ApiObject WithRevision(ApiObject value, long revision) => value with
    {
        Metadata = value.Metadata with { ResourceVersion = revision.ToString(CultureInfo.InvariantCulture) },
    };

    private ApiObject Decode() => WithRevision(Resource.Codec.DecodeStored(_stored.Value), Revision);

    /// <summary>The object as somebody holds it, else one that nobody will find here.</summary>
    private ApiObject Peek() => _held ?? (_object is { } reference && reference.TryGetTarget(out ApiObject? value) ? value : Decode());

    private ApiObject Remember(ApiObject value)
    {
        if (_selectable is null)
        {
            Note(value);
        }

        if (_object is { } reference)
        {
            lock (reference)
            {
                if (reference.TryGetTarget(out ApiObject? other))
                {
                    return other;
                }

                reference.SetTarget(value);
            }
        }
        else if (Interlocked.CompareExchange(ref _object, new WeakReference<ApiObject>(value), null) is not null)
        {
            return Remember(value);
        }

        _store.Recent.Keep(value);
        return value;
    }

    private void Account(byte[] encoded)
    {
        if (_held is null)
        {
            _store.Budget.Add(this, encoded.Length);
        }
    }

    private Selectable Note(ApiObject value)
    {
        IReadOnlyList<string> names = Resource.FieldNames;
        string[] fields = names.Count == 0 ? [] : new string[names.Count];
        for (int i = 0; i < fields.Length; i++)
        {
            fields[i] = Resource.Field(value, names[i]);
        }

        return _selectable = new Selectable(value.Metadata.Labels, fields);
    }

    private sealed record Selectable(ApiMap<string> Labels, string[] Fields);
}
