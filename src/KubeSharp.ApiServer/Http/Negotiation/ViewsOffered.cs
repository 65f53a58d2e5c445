namespace KubeSharp.ApiServer.Http.Negotiation;

/// <summary>The views an endpoint can answer in, besides the object itself.</summary>
[Flags]
internal enum ViewsOffered
{
    None = 0,
    Table = 1,
    Single = 2,
    List = 4,

    /// <summary>The object itself has no protobuf form; its metadata has.</summary>
    JsonOnly = 8,

    /// <summary>get, create, update, patch, delete and watch.</summary>
    OfObject = Table | Single,

    /// <summary>list and deletecollection.</summary>
    OfList = Table | List,
}
