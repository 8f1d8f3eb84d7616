namespace Seedream.Fuzz.Running;

/// <summary>A part of the product that takes hostile input, and what must hold whatever that is. One worker uses it at a time.</summary>
internal interface IFuzzTarget
{
    string Name { get; }

    /// <summary>Most bytes a case may allocate, given the bytes of its input.</summary>
    long MostAllocated(long inputBytes);

    /// <summary>Makes the case's input, runs it and raises <see cref="PropertyBrokenException"/>, or lets through whatever the product raised.</summary>
    Task RunAsync(FuzzCase fuzz);
}
