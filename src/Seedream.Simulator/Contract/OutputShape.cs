namespace Seedream.Simulator.Contract;

/// <summary>Which fields of a result's <c>output</c> carry the image URLs; the schema allows all of them.</summary>
public enum OutputShape
{
    /// <summary><c>image</c> for one image, <c>images</c> for several.</summary>
    ImageOrImages,

    /// <summary>Always <c>images</c>, never <c>image</c>.</summary>
    ImagesOnly,

    /// <summary><c>image</c> repeats the first of <c>images</c>.</summary>
    Both,

    /// <summary>As <see cref="Both"/>, with <c>video</c> and <c>videos</c> that no image client should fetch.</summary>
    BothWithVideos,

    /// <summary><c>image</c> beside <c>videos</c>, as in the documentation's example; <c>images</c> where there are several.</summary>
    ImageWithVideos,

    /// <summary><c>image</c> and <c>images</c> name the same files, but with another query.</summary>
    SameFileTwice,

    /// <summary><c>output</c> is the URL itself, or an array of several.</summary>
    Bare,

    /// <summary><c>output</c> is an array of URLs.</summary>
    BareArray,
}
