namespace KubeSharp.ApiServer.Resources.Validation;

/// <summary>A set of names for finding duplicates. The first one, mostly the only one, costs no allocation.</summary>
internal struct NameSet
{
    private string? _first;
    private HashSet<string>? _more;

    /// <summary>False if the name was there already.</summary>
    public bool Add(string name)
    {
        if (_first is null)
        {
            _first = name;
            return true;
        }

        return _first != name && (_more ??= new HashSet<string>(StringComparer.Ordinal)).Add(name);
    }

    public readonly bool Contains(string name) => _first == name || (_more is not null && _more.Contains(name));

    public readonly bool IsEmpty => _first is null;
}
