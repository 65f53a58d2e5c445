using KubeSharp.Api;

namespace KubeSharp.ApiServer.Authorization.Rbac;

/// <summary>Verbs of a rule: bits for the usual ones, a list for the rest.</summary>
internal readonly struct VerbSet
{
    private const int AllBits = -1;

    private readonly int _known;
    private readonly string[] _others;

    private VerbSet(int known, string[] others)
    {
        _known = known;
        _others = others;
    }

    public static VerbSet Of(ApiList<string> verbs)
    {
        var known = 0;
        List<string>? others = null;
        foreach (var verb in verbs)
        {
            if (verb == "*")
            {
                return new VerbSet(AllBits, []);
            }

            var bit = BitOf(verb);
            known |= bit;
            if (bit == 0)
            {
                (others ??= []).Add(verb);
            }
        }

        return new VerbSet(known, others is null ? [] : [.. others]);
    }

    public bool Contains(string verb)
    {
        if (_known == AllBits)
        {
            return true;
        }

        var bit = BitOf(verb);
        return bit != 0 ? (_known & bit) != 0 : _others.Length > 0 && Array.IndexOf(_others, verb) >= 0;
    }

    private static int BitOf(string verb) => verb switch
    {
        "get" => 1,
        "list" => 2,
        "watch" => 4,
        "create" => 8,
        "update" => 16,
        "patch" => 32,
        "delete" => 64,
        "deletecollection" => 128,
        _ => 0,
    };
}
